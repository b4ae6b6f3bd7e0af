import paper from "../src/themes/paper.css?inline";
import pebble from "../src/themes/pebble.css?inline";
import terminal from "../src/themes/terminal.css?inline";

/** The themes that come with the kit, and none. */
export const looks = { none: "", paper, pebble, terminal };

/** Name of one of them. */
export type Look = keyof typeof looks;
