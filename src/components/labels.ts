"use client";
import { createContext, useContext, type Context } from "react";
import { defaultLabels } from "./default-labels.js";
import type { Labels } from "./label-types.js";

export type { CountLabel, Labels, TextLabel } from "./label-types.js";

/** The labels of the components below. */
export const LabelsContext: Context<Labels> = createContext(defaultLabels);

/** The labels in force. */
export function useLabels(): Labels {
  return useContext(LabelsContext);
}
