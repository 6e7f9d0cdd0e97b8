import { COUNTRIES, readBillingDetails } from 'notpanel/billing/index.ts';
import { pageOf } from 'notpanel/web/server/context.ts';
import { act } from 'notpanel/web/server/dashboard/act.ts';
import { DETAILS_INTENTS } from 'notpanel/web/server/dashboard/wallet-intents.ts';
import { signedIn } from 'notpanel/web/server/signed-in.ts';
import type { ActionArgs, LoaderArgs, PageProps } from '../../page.ts';
import { useText } from '../../text.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Field } from '../../ui/field.tsx';
import { Head } from '../../ui/head.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { Select } from '../../ui/select.tsx';
import { TextArea } from '../../ui/text-area.tsx';
import { WalletTabs } from './wallet/wallet-tabs.tsx';

const PATH = '/dashboard/wallet/details';

export async function loader({ request, context }: LoaderArgs) {
  const page = pageOf(context);
  const { accountId } = signedIn(page);
  const names = new Intl.DisplayNames([page.locale], { type: 'region' });
  const { compare } = new Intl.Collator(page.locale);
  return {
    details: await readBillingDetails(page.app.db, accountId),
    countries: COUNTRIES.map((code) => [code, names.of(code) ?? code] as const).toSorted(
      ([, one], [, other]) => compare(one, other),
    ),
    isSaved: new URL(request.url).searchParams.get('done') === 'saved',
  };
}

export const action = (args: ActionArgs) => act(DETAILS_INTENTS, args);

/** Who documents are made out to. */
export default function BillingDetailsPage(props: PageProps<typeof loader, typeof action>) {
  const { loaderData, actionData } = props;
  const t = useText('wallet');
  const { details, fault } = actionData ?? { details: loaderData.details, fault: null };
  const at = (name: keyof typeof details) => ({
    name,
    label: t(`details.${name}`),
    defaultValue: details[name],
    error: fault === name ? t(`details.faults.${name}`) : undefined,
    autoFocus: fault === name,
  });
  return (
    <>
      <Head title={t('details.title')} description={t('details.lead')} path={PATH} hidden />
      <PageHead title={t('details.title')} lead={t('details.lead')} />
      <WalletTabs here="details" />
      <Card className="max-w-2xl">
        {loaderData.isSaved && fault === null ? (
          <div className="mb-5">
            <Notice kind="done">{t('details.saved')}</Notice>
          </div>
        ) : null}
        <form method="post" className="grid gap-5 sm:grid-cols-2">
          <input type="hidden" name="intent" value="save" />
          <Field {...at('name')} required maxLength={200} autoComplete="name" />
          <Field {...at('company')} maxLength={200} autoComplete="organization" />
          <div className="sm:col-span-2">
            <TextArea
              {...at('address')}
              required
              rows={3}
              maxLength={500}
              autoComplete="street-address"
            />
          </div>
          <Select {...at('country')} required autoComplete="country">
            <option value="">{t('details.choose')}</option>
            {loaderData.countries.map(([code, name]) => (
              <option key={code} value={code}>
                {name}
              </option>
            ))}
          </Select>
          <Field {...at('taxNumber')} maxLength={40} hint={t('details.taxHint')} dir="ltr" />
          <Button type="submit" className="justify-self-start">
            {t('details.save')}
          </Button>
        </form>
      </Card>
    </>
  );
}
