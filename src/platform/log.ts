import { pino } from 'pino';
import type { Logger } from 'pino';
import type { ErrorReport } from './error-report.ts';

export type Log = Logger;

export const LOG_LEVELS = ['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

const ERROR = 50;
const FATAL = 60;

/**
 * JSON lines on stderr, so that stdout stays with the command's own output. What is logged as an
 * error with its `err` goes to `report` too.
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
    pino.destination({ dest: 2, sync: true }),
  );
}

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
