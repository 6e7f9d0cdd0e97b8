type PostgresError = Partial<Error> & { code?: string; constraint?: string };

// SQLSTATE classes: 08 connection, 57P0x operator intervention, 53 out of resources, 55P03 lock,
// 55000 a database that lets nobody in for now.
const UNAVAILABLE = /^(08|57P0|53|55P03|55000|25006|40001|40P01|57014)/;
const SOCKET = new Set(['ECONNREFUSED', 'ECONNRESET', 'ENOENT', 'EPIPE', 'ETIMEDOUT', 'EAI_AGAIN']);
const LOST_WORDS =
  /Connection terminated|timeout exceeded when trying to connect|not queryable|Query read timeout/;

/** The connection is gone, so the fate of what was under way on it is not known. */
export function isLostConnection(error: unknown): boolean {
  const { code = '', message = '' } = error as PostgresError;
  return /^(08|57P0)/.test(code) || SOCKET.has(code) || LOST_WORDS.test(message);
}

/** The database cannot serve right now; the same call may succeed later. */
export function isUnavailable(error: unknown): boolean {
  const { code = '' } = error as PostgresError;
  return isLostConnection(error) || UNAVAILABLE.test(code);
}

/** The violated constraint's name, for a unique or check violation. */
export function violatedConstraint(error: unknown): string | undefined {
  const { code = '', constraint } = error as PostgresError;
  return code === '23505' || code === '23514' ? constraint : undefined;
}
