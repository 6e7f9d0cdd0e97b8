import { linkKindOf, type LinkKind, type Service } from '#catalog/index.ts';
import { foldText } from '#lib/fold-text.ts';
import { isWebLink, plainLink } from '#orders/index.ts';
import { LINK_RULES, type PlatformRule } from './link-rules.ts';

export type LinkVerdict = {
  /**
   * `fits`; `other_platform`: it leads to another one that we know, and is refused; `other_host`
   * and `other_kind` are doubts that the customer is told; `unchecked`: any address will do.
   */
  fit: 'fits' | 'other_platform' | 'other_host' | 'other_kind' | 'unchecked';
  /** To which platform it leads, by its key; of `other_platform`. */
  leadsTo?: string;
  /** What it leads to and what the service wants; of `other_kind`. */
  kinds?: { is: LinkKind; wanted: LinkKind };
  /** How the same address is best written, where that differs. */
  plain?: string;
};

/**
 * Holds a link against the platform of a service, without asking anybody on the network. It says
 * nothing of what is no web link: that is refused elsewhere.
 */
export function checkLink(service: Service, link: string): LinkVerdict | undefined {
  if (!isWebLink(link)) return undefined;
  const plain = plainLink(link);
  const more = plain === link || `${plain}/` === link ? {} : { plain };
  const rule = LINK_RULES[foldText(service.platform).trim()];
  const wanted = linkKindOf(service);
  // An advertisement may lead anywhere.
  if (!rule || wanted === 'site') return { fit: 'unchecked', ...more };
  const url = new URL(link);
  if (!isOf(rule, url.hostname)) {
    const [leadsTo] = Object.entries(LINK_RULES).find(([, one]) => isOf(one, url.hostname)) ?? [];
    if (leadsTo === undefined) return { fit: 'other_host', ...more };
    return { fit: 'other_platform', leadsTo, ...more };
  }
  const is = rule.kinds.find(([, path]) => path.test(url.pathname))?.[0];
  if (is === undefined || wanted === undefined || isProfile(is) === isProfile(wanted)) {
    return { fit: 'fits', ...more };
  }
  return { fit: 'other_kind', kinds: { is, wanted }, ...more };
}

const isOf = ({ hosts }: PlatformRule, hostname: string): boolean =>
  hosts.some((host) => hostname === host || hostname.endsWith(`.${host}`));

/** Whose it is, and not one thing of theirs. Posts, videos and stories stand in for each other. */
const isProfile = (kind: LinkKind): boolean => kind === 'profile' || kind === 'invite';
