import type { App } from '#platform/app.ts';
import type { Config } from '../config.ts';

/** What a command says: one JSON document, or the same for people. */
export type Answer = {
  json: Record<string, unknown>;
  text: string;
  /** The command did its work and the news is bad: exit code 1. */
  failed?: boolean;
};

/** What commands are given. */
export type Cli = {
  readonly json: boolean;
  readonly config: Config;
  /** Runs `work` on the shop's database, whether or not the server runs; `not_found` without. */
  withApp<T>(work: (app: App) => Promise<T>): Promise<T>;
  /** The same for what a shop begins with: where there is none yet, an empty one is made. */
  withNewApp<T>(work: (app: App) => Promise<T>): Promise<T>;
  /** Makes a command of `run`: its answer is printed. */
  answering<Given extends unknown[]>(
    run: (...given: Given) => Promise<Answer>,
  ): (...given: Given) => Promise<void>;
  print(answer: Answer): void;
};

export const OPERATOR = { kind: 'operator', name: 'command line' } as const;
