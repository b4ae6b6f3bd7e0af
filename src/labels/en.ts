import { defaultAttachmentLabels } from "../components/composer/attachment-labels.js";
import { defaultItemListLabels } from "../components/item-list/labels.js";
import { defaultLabels } from "../components/default-labels.js";
import { defaultLauncherLabels } from "../components/launcher/labels.js";
import { defaultStreamMeterLabels } from "../components/stream-meter/labels.js";
import type { Translation } from "./translation.js";

/** English: what the kit speaks when it is not told otherwise, for pages that let their readers choose. */
export const en: Translation = {
  ...defaultLabels,
  items: defaultItemListLabels,
  meter: defaultStreamMeterLabels,
  launcher: defaultLauncherLabels,
  attachments: defaultAttachmentLabels,
};
