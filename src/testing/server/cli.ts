#!/usr/bin/env node
import { runCli } from "./run-cli.js";

const running = await runCli(process.argv.slice(2), console);
if (typeof running === "number") process.exitCode = running;
else for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => void running.close());
