import type {
  ActionFunctionArgs,
  LoaderFunctionArgs,
  RouterContextProvider,
  UNSAFE_DataWithResponseInit as WithInit,
} from 'react-router';
import type { Namespace } from './messages.ts';

/** What a route may say of itself. */
export type Handle = {
  /** It hydrates in the browser and needs the texts of these namespaces there. */
  live?: readonly Namespace[];
};

type Context = { context: Readonly<RouterContextProvider> };

export type LoaderArgs = LoaderFunctionArgs & Context;
export type ActionArgs = ActionFunctionArgs & Context;

type Answer = (...args: never[]) => unknown;

/** What a loader or action answers, without the responses it may return instead. */
type DataOf<Verb extends Answer> = Unwrapped<Exclude<Awaited<ReturnType<Verb>>, Response>>;
type Unwrapped<Value> = Value extends WithInit<infer Data> ? Data : Value;

/** The props of a page: what its loader read and, after a form was sent, what its action answered. */
export type PageProps<Loader extends Answer, Action extends Answer = () => undefined> = {
  loaderData: DataOf<Loader>;
  actionData?: DataOf<Action> | undefined;
  params: Readonly<Record<string, string | undefined>>;
};
