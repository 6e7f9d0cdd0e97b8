/** Seeds that failed once, each with what it found. They are played in every run. */
export const FAILED: readonly { seed: number; why: string }[] = [
  {
    seed: 1005,
    why: 'a post whose remains were no count was taken for the least of its range, and never ended',
  },
];
