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
  const translator = withPlainTexts(
    createTranslator<Messages, Name>({
      locale,
      namespace: namespace as never,
      messages: messagesOf(locale),
      timeZone: 'UTC',
      onError(error: Error) {
        throw error;
      },
    } as never) as Translator<Name>,
  );
  made.set(key, translator);
  return translator;
}

type Translate = (key: string, ...values: unknown[]) => string;

/** Remembers the texts that nothing is put into: most are, and a page has a hundred of them. */
function withPlainTexts<Any extends object>(translator: Any): Any {
  const translate = translator as unknown as Translate;
  const texts = new Map<string, string>();
  const remembering: Translate = (key, ...values) => {
    if (values.length > 0) return translate(key, ...values);
    const known = texts.get(key) ?? translate(key);
    texts.set(key, known);
    return known;
  };
  return Object.assign(remembering, translator) as unknown as Any;
}

/** The texts of a namespace in the page's language. */
export const useText = <Name extends Namespace>(namespace: Name): Translator<Name> =>
  textOf(useFrame().locale, namespace);
