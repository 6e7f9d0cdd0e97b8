import type { RouteConfigEntry } from '@react-router/dev/routes';
import routes from '#web/routes.ts';

/** The paths of all pages, from the table that the panel itself is built from. */
export const readRoutes = (): string[] => pathsOf(routes, '').toSorted();

const pathsOf = (entries: readonly RouteConfigEntry[], above: string): string[] =>
  entries.flatMap(({ path, index, file, children }) => {
    const here = path === undefined ? above : `${above}/${path}`;
    const below = children ? pathsOf(children, here) : [];
    // What is no component answers with a file or leads elsewhere.
    const isPage = file.endsWith('.tsx') && (index || path !== undefined) && !here.endsWith('*');
    return isPage && !children ? [here || '/', ...below] : below;
  });
