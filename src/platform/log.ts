import { writeSync } from 'node:fs';
import { pino } from 'pino';
import type { Logger } from 'pino';
import type { ErrorReport } from './error-report.ts';

export type Log = Logger;

export const LOG_LEVELS = ['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

const ERROR = 50;
const FATAL = 60;
const STDERR = 2;

/**
 * JSON lines on stderr, so that stdout stays with the command's own output. What is logged as an
 * error with its `err` goes to `report` too. Lines that cannot be written are dropped.
 */
export function openLog(level: LogLevel, report?: ErrorReport): Log {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: { paths: ['key', '*.key', 'password', '*.password', 'secret', '*.secret'] },
      hooks: {
        logMethod(args, method, number) {
          if (report && number >= ERROR) sendTo(report, args, number >= FATAL);
          method.apply(this, args);
        },
      },
    },
    stderr,
  );
}

// A closed terminal or a full disk must not end the panel: its Postgres would be left behind. Pino's
// own destination throws there, and waits for ever in `fatal`.
const stderr = {
  write(line: string) {
    try {
      writeSync(STDERR, line);
    } catch {
      // There is nowhere to say it.
    }
  },
};

function sendTo(report: ErrorReport, args: readonly unknown[], fatal: boolean): void {
  const [first, second] = args;
  const { err, requestId } = Object(first) as { err?: unknown; requestId?: unknown };
  const error = first instanceof Error ? first : err;
  if (error === undefined) return;
  report.send(error, {
    fatal,
    ...(typeof second === 'string' ? { message: second } : {}),
    ...(typeof requestId === 'string' ? { requestId } : {}),
  });
}
