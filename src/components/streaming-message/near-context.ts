"use client";
import { createContext, type Context } from "react";

/** Whether the reader has been near enough to use the buttons of the messages below. In a long conversation most of them never are. */
export const NearContext: Context<boolean> = createContext(true);
