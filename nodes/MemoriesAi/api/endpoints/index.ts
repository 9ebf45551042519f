import { chat } from './chat';
import { image } from './image';
import { scrape } from './scrape';
import { search } from './search';
import { task } from './task';
import { transcript } from './transcript';
import { uniqueId } from './uniqueId';
import { video } from './video';

/**
 * Every call that this package makes, by resource. Paths and wire names stand in these files and
 * nowhere else.
 */
export const endpoints = { chat, image, scrape, search, task, transcript, uniqueId, video };
