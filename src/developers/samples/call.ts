/** One call of the API; the key comes from the environment, in every language. */
export type Call = {
  readonly action: string;
  /** The action's own parameters, in the order of the documentation. */
  readonly fields: readonly (readonly [name: string, value: string])[];
};

export const KEY_VARIABLE = 'NOTPANEL_KEY';
export const TIMEOUT_S = 30; // longer than the panel takes for anything; unknown means: repeat

export type Target = { readonly panelUrl: string };

export type LanguageDefinition = {
  /** On the tab. */
  readonly label: string;
  /** What colours it. */
  readonly grammar: string;
  write(call: Call, target: Target): string;
};
