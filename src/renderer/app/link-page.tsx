import { KeyRound } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { toAppError } from '../../common/errors';
import { Button } from '../components/button';
import { Field } from '../components/field';
import { TextInput } from '../components/text-input';
import { useConnection } from '../lib/client';
import { type Messages, useMessages } from '../lib/messages';
import { exchangeToken, parseToken } from '../lib/session';

type LinkTexts = Messages['app']['link'];

function describeRefusal(texts: LinkTexts, thrown: unknown): string {
  const { code } = toAppError(thrown);
  if (code === 'resource_exhausted') return texts.tooMany;
  return code === 'unavailable' ? texts.unavailable : texts.refused;
}

/** A pasted link of another Estiba (another port) is opened there; its token is of no use here. */
function otherOrigin(text: string): string | undefined {
  const url = URL.canParse(text.trim()) ? new URL(text.trim()) : undefined;
  if (!url || !/^https?:$/.test(url.protocol) || url.origin === window.location.origin) return undefined;
  return url.href;
}

const useLinkForm = (texts: LinkTexts) => {
  const connection = useConnection();
  const [text, setText] = useState('');
  const [error, setError] = useState<string>();
  const [busy, setBusy] = useState(false);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const token = parseToken(text);
    if (token === undefined) return setError(texts.invalid);
    const elsewhere = otherOrigin(text);
    if (elsewhere !== undefined) return window.location.assign(elsewhere);
    setBusy(true);
    try {
      await exchangeToken(token);
      connection.start();
    } catch (thrown) {
      setError(describeRefusal(texts, thrown));
      setBusy(false);
    }
  };
  return { text, setText, error, busy, submit };
};

function wordsOf(texts: LinkTexts, reason: unknown): readonly [title: string, text: string] {
  if (reason === 'used') return [texts.title, texts.text];
  return reason === 'expired' ? [texts.expired, texts.expiredText] : [texts.needed, texts.text];
}

/** Shown to a tab without a valid session: says why, and the two steps to a new one. */
export const LinkPage = ({ reason }: { readonly reason: unknown }) => {
  const { app } = useMessages();
  const [title, text] = wordsOf(app.link, reason);
  const form = useLinkForm(app.link);
  return (
    <main className="flex h-full items-center justify-center overflow-auto bg-bg p-6">
      <div className="flex w-full max-w-130 flex-col gap-4 rounded-xl border border-line bg-panel p-6">
        <div className="flex items-center gap-3">
          <span className="flex size-9 items-center justify-center rounded-lg bg-accent-soft text-accent">
            <KeyRound aria-hidden size={18} />
          </span>
          <h1 className="m-0 text-lg font-semibold">{title}</h1>
        </div>
        <p className="m-0 text-ink-2">{text}</p>
        <ol className="m-0 flex list-decimal flex-col gap-1.5 pl-5">
          <li>{app.link.step1}</li>
          <li>{app.link.step2}</li>
        </ol>
        <form onSubmit={(event) => void form.submit(event)} className="flex flex-col gap-3" noValidate>
          <Field label={app.link.label} error={form.error}>
            <TextInput
              value={form.text}
              onChange={form.setText}
              mono
              autoComplete="off"
              autoCapitalize="off"
            />
          </Field>
          <div className="flex justify-end">
            <Button type="submit" variant="primary" loading={form.busy} disabled={form.text.trim() === ''}>
              {app.link.open}
            </Button>
          </div>
        </form>
      </div>
    </main>
  );
};
