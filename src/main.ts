#!/usr/bin/env node
import { runCli } from './cli/run.ts';

await runCli(process.argv.slice(2));
