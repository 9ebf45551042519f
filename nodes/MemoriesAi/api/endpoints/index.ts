import { folder } from './folder';
import { image } from './image';
import { memory } from './memory';
import { scrape } from './scrape';
import { task } from './task';
import { uniqueId } from './uniqueId';
import { video } from './video';

/**
 * Every call that this package makes, by resource. Paths and wire names stand in these files and
 * nowhere else.
 */
export const endpoints = { folder, image, memory, scrape, task, uniqueId, video };
