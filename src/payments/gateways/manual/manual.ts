import { z } from 'zod';
import { AppError } from '#lib/errors.ts';
import type { GatewayKind } from '../../gateway.ts';

const SETTINGS = z.object({ instructions: z.string().trim().min(1).max(4_000) });

export type ManualSettings = z.infer<typeof SETTINGS>;

/** A transfer that a person looks for in a bank account, and approves. */
export const MANUAL: GatewayKind<ManualSettings> = {
  name: 'manual',
  means: 'transfer',
  settings: SETTINGS,
  open: ({ instructions }) => ({
    instructions,
    refund: null,
    createCheckout: async (_app, { paymentId }) => ({
      gatewayId: paymentId,
      url: null,
      expiresAt: null,
    }),
    readNotification: async () => {
      throw new AppError('invalid_signature', 'nothing is sent here');
    },
    readCheckout: async () => [],
  }),
};
