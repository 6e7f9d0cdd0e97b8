export { openTestGateway, type TestGateway, type TestGatewayOptions } from './open-test-gateway.ts';
export { LATER_PLAYS, PAYER_PLAYS, type Play } from './plays.ts';
