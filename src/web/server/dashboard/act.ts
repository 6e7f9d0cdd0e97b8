import {
  data,
  redirect,
  type ActionFunctionArgs,
  type RouterContextProvider,
  type UNSAFE_DataWithResponseInit as WithInit,
} from 'react-router';
import { fieldOf, withCookies } from '../account-form.ts';
import { pageOf, type Page, type Visitor } from '../context.ts';
import { signedIn } from '../signed-in.ts';
import { found } from './found.ts';

/** A form that somebody who is signed in has sent. */
export type Sent = {
  page: Page;
  visitor: Visitor;
  form: FormData;
  request: Request;
  /** Of the page's address, such as `id`. */
  params: Readonly<Record<string, string | undefined>>;
};

/** Where to go on, or what the page shows in place of that: by default because something is wrong. */
export type Outcome =
  | { to: string; cookies?: readonly string[] }
  | { show: object; status?: 200 | 422 };

export type Intent = (sent: Sent) => Promise<Outcome>;

/** What the forms of a page may ask for, by their hidden field `intent`. */
export type Intents = Readonly<Record<string, Intent>>;

type ActionArgs = ActionFunctionArgs & { context: Readonly<RouterContextProvider> };

type Shown<Table extends Intents> = Extract<
  Awaited<ReturnType<Table[keyof Table]>>,
  { show: unknown }
>['show'];

/**
 * The action of a page: does what its form asks for. Whoever is not signed in signs in first, a
 * form of another page is a 400, and what is somebody else's a 404 like what never was.
 */
export async function act<Table extends Intents>(
  intents: Table,
  { request, context, params }: ActionArgs,
): Promise<Response | WithInit<Shown<Table>>> {
  const page = pageOf(context);
  const visitor = signedIn(page);
  const form = await request.formData();
  const name = fieldOf(form, 'intent');
  const intent = Object.hasOwn(intents, name) ? intents[name] : undefined;
  if (!intent) throw new Response(null, { status: 400 });
  const outcome = await found(intent({ page, visitor, form, request, params }));
  if ('show' in outcome) {
    return data(outcome.show as Shown<Table>, { status: outcome.status ?? 422 });
  }
  const headers = withCookies(outcome.cookies ?? []);
  return redirect(outcome.to, { status: 303, headers });
}
