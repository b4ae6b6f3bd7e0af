import "@testing-library/jest-dom/vitest";
import { cleanup, configure } from "@testing-library/react";
import { afterEach } from "vitest";
import { StubResizeObserver } from "./helpers/resize.js";

// A busy machine may need more than the second that is usual; who waits for what comes waits no longer than that takes.
configure({ asyncUtilTimeout: 10_000 });

globalThis.ResizeObserver ??= StubResizeObserver;

afterEach(cleanup);
