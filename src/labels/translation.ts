import type { AttachmentLabels } from "../components/composer/attachment-labels.js";
import type { ItemListLabels } from "../components/item-list/labels.js";
import type { Labels } from "../components/labels.js";
import type { LauncherLabels } from "../components/launcher/labels.js";
import type { StreamMeterLabels } from "../components/stream-meter/labels.js";

/** The labels of a whole language: those of components that are used apart from a chat too. */
export interface Translation extends Labels {
  readonly items: ItemListLabels;
  readonly meter: StreamMeterLabels;
  readonly launcher: LauncherLabels;
  readonly attachments: AttachmentLabels;
}
