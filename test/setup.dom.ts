import "@testing-library/jest-dom/vitest";
import { cleanup } from "@testing-library/react";
import { afterEach } from "vitest";
import { StubResizeObserver } from "./helpers/resize.js";

globalThis.ResizeObserver ??= StubResizeObserver;

afterEach(cleanup);
