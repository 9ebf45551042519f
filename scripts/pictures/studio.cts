import type { Page } from 'playwright-core';
import type { BroughtN8n } from '../../test/e2e/bring-n8n.cjs';
import { Editor } from '../../test/editor/page/editor.cjs';

/** Where pictures are made: an editor and its n8n. */
export interface Studio extends BroughtN8n {
	editor: Editor;
	page: Page;
	/** Whether the picture of that name is to be made. */
	wants: (name: string) => boolean;
}

/** High enough for the longest panel, so that none is scrolled. */
export const FOR_PANELS = { width: 1400, height: 1500 };
/** High enough for the credential's form. */
export const FOR_FORM = { width: 1200, height: 900 };
export const FOR_CANVAS = { width: 1400, height: 900 };
/** What a page of the README shows at its full size. */
export const FOR_STEPS = { width: 1200, height: 720 };
/** Wide enough to read an output beside the fields. */
export const FOR_RESULTS = { width: 1400, height: 760 };
