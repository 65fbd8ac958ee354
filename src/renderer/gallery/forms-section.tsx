import { useState } from 'react';
import { Checkbox } from '../components/checkbox';
import { Field } from '../components/field';
import { FileDropZone } from '../components/file-drop-zone';
import { KeyValueEditor } from '../components/key-value-editor';
import { toKeyValueRows } from '../components/key-value-rows';
import { NumberInput } from '../components/number-input';
import { RadioGroup } from '../components/radio-group';
import { SearchInput } from '../components/search-input';
import { Select } from '../components/select';
import { Switch } from '../components/switch';
import { TextArea } from '../components/text-area';
import { TextInput } from '../components/text-input';
import { GallerySection } from './gallery-section';

const Texts = () => {
  const [name, setName] = useState('shop-api-1');
  const [memory, setMemory] = useState<number | undefined>(512);
  const [command, setCommand] = useState('node server.js');
  const [search, setSearch] = useState('');
  return (
    <>
      <Field label="Name" required description="Letters, digits, dot, dash and underscore.">
        <TextInput value={name} onChange={setName} />
      </Field>
      <Field label="New tag" error="The reference has no valid tag.">
        <TextInput mono value="shop/api:2.4.1!" onChange={() => undefined} />
      </Field>
      <Field label="Memory limit">
        <NumberInput value={memory} onChange={setMemory} min={0} suffix="MiB" />
      </Field>
      <Field label="Disabled">
        <TextInput value="cannot be changed" onChange={() => undefined} disabled />
      </Field>
      <Field label="Command">
        <TextArea mono value={command} onChange={setCommand} />
      </Field>
      <SearchInput value={search} onChange={setSearch} labels={{ search: 'Search', clear: 'Clear' }} />
    </>
  );
};

const Choices = () => {
  const [driver, setDriver] = useState<'bridge' | 'macvlan' | 'host'>('bridge');
  const [restart, setRestart] = useState<'no' | 'always' | 'on-failure'>('no');
  const [on, setOn] = useState(true);
  return (
    <>
      <Field label="Driver">
        <Select
          value={driver}
          onChange={setDriver}
          options={[
            { value: 'bridge', label: 'bridge', hint: 'Own network on this machine' },
            { value: 'macvlan', label: 'macvlan' },
            { value: 'host', label: 'host', disabled: true },
          ]}
        />
      </Field>
      <RadioGroup
        label="Restart"
        value={restart}
        onChange={setRestart}
        options={[
          { value: 'no', label: 'Never' },
          { value: 'always', label: 'Always', description: 'Also after the engine has restarted.' },
          { value: 'on-failure', label: 'After a failure' },
        ]}
      />
      <div>
        <Checkbox
          label="Also remove its volumes"
          description="2 volumes, 214 MiB"
          checked={on}
          onChange={setOn}
        />
        <Checkbox label="Some of them" checked={false} indeterminate onChange={() => undefined} />
        <Checkbox label="Disabled" checked disabled onChange={() => undefined} />
        <Switch label="Follow the log" checked={on} onChange={setOn} />
        <Switch label="Disabled" checked={false} disabled onChange={() => undefined} />
      </div>
    </>
  );
};

const Labels = () => {
  const [rows, setRows] = useState(() => toKeyValueRows({ 'com.example.owner': 'shop', tier: 'backend' }));
  return (
    <KeyValueEditor
      label="Labels"
      rows={rows}
      onChange={setRows}
      errors={{ 'row-2': 'This key is there twice.' }}
      labels={{ key: 'Key', value: 'Value', add: 'Add a label', remove: (key) => `Remove ${key}` }}
    />
  );
};

export const FormsSection = () => (
  <GallerySection title="Forms">
    <div className="grid grid-cols-3 items-start gap-6 max-[1100px]:grid-cols-2">
      <div className="flex flex-col gap-4">
        <Texts />
      </div>
      <div className="flex flex-col gap-4">
        <Choices />
      </div>
      <div className="flex flex-col gap-4">
        <Labels />
        <FileDropZone
          labels={{ drop: 'Drop an image archive here', browse: 'Choose a file…' }}
          hint=".tar or .tar.gz, as written by docker save"
          onFiles={() => undefined}
        />
      </div>
    </div>
  </GallerySection>
);
