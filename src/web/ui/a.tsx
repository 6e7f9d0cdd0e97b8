import type { AnchorHTMLAttributes } from 'react';
import { withLocale } from 'notpanel/lib/locales.ts';
import { useFrame } from '../frame.ts';

type Props = AnchorHTMLAttributes<HTMLAnchorElement> & { href: string };

/** A link; one to a page of this panel stays in the visitor's language. */
export function A({ href, ...rest }: Props) {
  return <a href={useHref(href)} {...rest} />;
}

/** The address of a page in the visitor's language; others are left as they are. */
export function useHref(href: string): string {
  const { locale } = useFrame();
  return href.startsWith('/') ? withLocale(locale, href) : href;
}
