import { FolderOpen, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { Button } from '../../../components/button';
import { Field } from '../../../components/field';
import { FileDropZone } from '../../../components/file-drop-zone';
import { IconButton } from '../../../components/icon-button';
import { BareLink } from '../../../components/link';
import { PageDrop } from '../../../components/page-drop';
import { PageHeader } from '../../../components/page-header';
import { SectionCard } from '../../../components/section-card';
import { SegmentedControl } from '../../../components/segmented-control';
import { TextInput } from '../../../components/text-input';
import { useMessages } from '../../../lib/messages';
import { toVisibleText } from '../../../lib/resources/visible-text';
import { describeLocation, isAbsolutePath, type OutsideLocation, toAddress } from './location-address';
import { forgetLocation, useRecentLocations } from './recent-locations';
import { useReceive } from './use-receive';

type Kind = OutsideLocation['kind'];
const kinds = ['archive', 'layout', 'registry'] as const;

interface Form {
  readonly kind: Kind;
  readonly path: string;
  readonly reference: string;
  readonly platform: string;
}

/** The location, or the name of the text that says what is missing. */
function toLocation(form: Form): OutsideLocation | 'missingPath' | 'missingReference' | 'relative' {
  const platform = form.platform.trim() === '' ? {} : { platform: form.platform.trim() };
  if (form.kind === 'registry') {
    const reference = form.reference.trim();
    return reference === '' ? 'missingReference' : { kind: 'registry', reference, ...platform };
  }
  const path = form.path.trim();
  if (path === '') return 'missingPath';
  return isAbsolutePath(path) ? { kind: form.kind, path, ...platform } : 'relative';
}

const ArchiveDrop = ({ isReceiving, receive }: ReturnType<typeof useReceive>) => {
  const texts = useMessages().findings.open;
  return (
    <FileDropZone
      labels={{ drop: texts.dropZone, browse: texts.chooseFile }}
      hint={texts.dropHint}
      disabled={isReceiving}
      onFiles={([file]) => (file ? void receive(file) : undefined)}
    />
  );
};

const OpenForm = ({ receiving }: { readonly receiving: ReturnType<typeof useReceive> }) => {
  const texts = useMessages().findings.open;
  const [, navigate] = useLocation();
  const [form, setForm] = useState<Form>({ kind: 'archive', path: '', reference: '', platform: '' });
  const [tried, setTried] = useState(false);
  const change = (part: Partial<Form>): void => setForm((known) => ({ ...known, ...part }));
  const location = toLocation(form);
  const error = tried && typeof location === 'string' ? texts[location] : undefined;
  const submit = (event: React.FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (typeof location !== 'string') navigate(toAddress(location));
  };
  const isRegistry = form.kind === 'registry';
  return (
    <form noValidate onSubmit={submit} className="flex flex-col gap-3">
      <SegmentedControl<Kind>
        label={texts.kind}
        value={form.kind}
        onChange={(kind) => {
          change({ kind });
          setTried(false);
        }}
        options={kinds.map((value) => ({ value, label: texts.kinds[value] }))}
      />
      {form.kind === 'archive' ? <ArchiveDrop {...receiving} /> : undefined}
      {isRegistry ? (
        <Field label={texts.reference} description={texts.referenceHint} error={error} required>
          <TextInput
            mono
            autoComplete="off"
            placeholder="debian:12"
            value={form.reference}
            onChange={(reference) => change({ reference })}
          />
        </Field>
      ) : (
        <Field
          label={form.kind === 'archive' ? texts.path : texts.folder}
          description={`${form.kind === 'archive' ? texts.pathHint : texts.folderHint} ${texts.onMachine}`}
          error={error}
          required
        >
          <TextInput
            mono
            autoComplete="off"
            placeholder={form.kind === 'archive' ? '/home/me/image.tar' : '/home/me/layout'}
            value={form.path}
            onChange={(path) => change({ path })}
          />
        </Field>
      )}
      <Field label={texts.platform} description={texts.platformHint}>
        <TextInput
          mono
          autoComplete="off"
          placeholder="linux/amd64"
          value={form.platform}
          onChange={(platform) => change({ platform })}
        />
      </Field>
      <Button type="submit" variant="primary" icon={FolderOpen} className="self-start">
        {texts.submit}
      </Button>
    </form>
  );
};

const Recent = () => {
  const texts = useMessages().findings.open;
  const recent = useRecentLocations();
  return (
    <SectionCard title={texts.recent} flush>
      {recent.length === 0 ? <p className="m-0 px-3 py-2 text-ink-3">{texts.noRecent}</p> : undefined}
      <ul className="m-0 list-none p-0">
        {recent.map((location) => {
          const name = toVisibleText(describeLocation(location));
          return (
            <li
              key={toAddress(location)}
              className="flex items-center gap-2 border-b border-line-2 px-3 py-1 last:border-0"
            >
              <span className="w-20 shrink-0 text-sm text-ink-3">{texts.kinds[location.kind]}</span>
              <BareLink href={toAddress(location)} className="min-w-0 flex-1 truncate font-mono text-sm">
                {name}
              </BareLink>
              <IconButton
                icon={Trash2}
                label={texts.forget(name)}
                tooltip="native"
                onClick={() => forgetLocation(location)}
              />
            </li>
          );
        })}
      </ul>
    </SectionCard>
  );
};

/** Where images are opened that no engine has: archives, OCI layout folders, references of registries. */
export const OpenPage = () => {
  const texts = useMessages().findings.open;
  const receiving = useReceive();
  return (
    <PageDrop text={texts.drop} onFiles={([file]) => (file ? void receiving.receive(file) : undefined)}>
      <PageHeader title={texts.title} />
      <div className="min-h-0 flex-1 overflow-auto">
        <div className="mx-auto flex max-w-190 flex-col gap-3 p-4">
          <p className="m-0 text-ink-2">{texts.text}</p>
          <SectionCard title={texts.kind}>
            <OpenForm receiving={receiving} />
          </SectionCard>
          <Recent />
        </div>
      </div>
    </PageDrop>
  );
};
