import type { GatewayKind } from '../../gateway.ts';
import { createCheckout } from './create-checkout.ts';
import { readHappenings } from './read-happenings.ts';
import { readNotification } from './read-notification.ts';
import { btcpaySettings, type BtcpaySettings } from './settings.ts';

/** BTCPay Server, by its Greenfield API. Refunds are a person's work (decision 27). */
export const btcpayGateway: GatewayKind<BtcpaySettings> = {
  name: 'btcpay',
  means: 'crypto',
  settings: btcpaySettings,
  open: (settings) => ({
    createCheckout: (app, checkout) => createCheckout(app, settings, checkout),
    readNotification: (app, notification) => readNotification(app, settings, notification),
    readCheckout: (app, invoiceId) => readHappenings(app, settings, invoiceId),
    refund: null,
  }),
};
