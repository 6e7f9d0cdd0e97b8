/** What browsers are told about every page. `script-src` takes a nonce where a page hydrates. */
export function securityHeaders({
  nonce,
  https,
}: {
  nonce: string | undefined;
  https: boolean;
}): Headers {
  const scripts = nonce === undefined ? "'self'" : `'self' 'nonce-${nonce}'`;
  const policy = {
    'default-src': "'none'",
    'script-src': scripts,
    'style-src': "'self'",
    'img-src': "'self' data:",
    'font-src': "'self'",
    'connect-src': "'self'",
    'manifest-src': "'self'",
    'base-uri': "'none'",
    'object-src': "'none'",
    'form-action': "'self'",
    'frame-ancestors': "'none'",
  };
  const headers = new Headers({
    'content-security-policy': Object.entries(policy)
      .map((rule) => rule.join(' '))
      .join('; '),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'strict-origin-when-cross-origin',
    'cross-origin-opener-policy': 'same-origin',
    'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=()',
  });
  if (https) headers.set('strict-transport-security', 'max-age=31536000; includeSubDomains');
  return headers;
}
