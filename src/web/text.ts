import { createTranslator } from 'use-intl/core';
import type { Locale } from 'notpanel/lib/locales.ts';
import { useFrame } from './frame.ts';
import { messagesOf, type Messages, type Namespace } from './messages.ts';

type Translator<Name extends Namespace> = ReturnType<typeof createTranslator<Messages, Name>>;

// A translator parses each message once, so it lives as long as the process.
const made = new Map<string, unknown>();

/** The texts of a namespace in a language, for loaders and actions; components use `useText`. */
export function textOf<Name extends Namespace>(locale: Locale, namespace: Name): Translator<Name> {
  const key = `${locale} ${namespace}`;
  const known = made.get(key) as Translator<Name> | undefined;
  if (known) return known;
  const translator = createTranslator<Messages, Name>({
    locale,
    namespace: namespace as never,
    messages: messagesOf(locale),
    timeZone: 'UTC',
    onError(error: Error) {
      throw error;
    },
  } as never) as Translator<Name>;
  made.set(key, translator);
  return translator;
}

/** The texts of a namespace in the page's language. */
export const useText = <Name extends Namespace>(namespace: Name): Translator<Name> =>
  textOf(useFrame().locale, namespace);
