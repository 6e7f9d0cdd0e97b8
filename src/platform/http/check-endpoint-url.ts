import { AppError } from '#lib/errors.ts';
import type { App } from '../app.ts';

/**
 * Reads an address that anybody may have given, and whether it would be reached now. Refuses
 * `invalid_parameter` (`url`) and says what would be right; each request is checked again.
 */
export async function checkEndpointUrl(app: App, text: string): Promise<URL> {
  const url = URL.parse(text);
  if (!url) throw refused('use an https address such as https://shop.example/webhooks');
  const vetted = await app.egress.vet(url, 'public');
  if (!vetted.ok) throw refused(vetted.reason);
  return url;
}

const refused = (reason: string) => new AppError('invalid_parameter', reason, { parameter: 'url' });
