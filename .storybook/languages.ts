import { ar } from "../src/labels/ar.js";
import { de } from "../src/labels/de.js";
import { en } from "../src/labels/en.js";
import { es } from "../src/labels/es.js";
import { fr } from "../src/labels/fr.js";
import { he } from "../src/labels/he.js";
import { ja } from "../src/labels/ja.js";
import { pt } from "../src/labels/pt.js";
import { zh } from "../src/labels/zh.js";

/** The languages that come with the kit. */
export const languages = { en, de, es, fr, pt, ja, zh, ar, he };

/** Name of one of them. */
export type Language = keyof typeof languages;
