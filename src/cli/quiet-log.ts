import { openLog, type Log } from '#platform/log.ts';
import type { Config } from '../config.ts';

/** What a server says while it works would only stand in the way of a command's answer. */
export const quietLog = ({ logLevel }: Config): Log =>
  openLog(logLevel === 'info' ? 'warn' : logLevel);
