#!/usr/bin/env node
import { runCli } from "./run-cli.js";

// Who reads the log may leave (`headwater-mock | head -1`); the server stays.
process.stdout.on("error", () => {});

const running = await runCli(process.argv.slice(2), console);
if (typeof running === "number") process.exitCode = running;
else for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => void running.close());
