import type { Bug } from './planted.ts';
import { Found, runSeed } from './run-seed.ts';

/** Plays one seed with the bug in it; answers what found it, or null. */
export async function findBug(bug: Bug, seed: number, steps: number): Promise<Found | null> {
  const { ddl, planted } = bug;
  try {
    await runSeed({ seed, steps, ...(ddl !== undefined && { ddl }), planted: planted ?? null });
    return null;
  } catch (error) {
    if (error instanceof Found) return error;
    throw error;
  }
}
