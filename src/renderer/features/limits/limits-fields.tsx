import type { ContainerLimits, RestartPolicyName } from '../../../common/contract/limits';
import type { LimitIssue } from '../../../common/limits/check-limits';
import { Field } from '../../components/field';
import { Select } from '../../components/select';
import { TextInput } from '../../components/text-input';
import { useFormat, useMessages } from '../../lib/messages';
import { type FormField, isMemory, type LimitsForm, numberFields } from './limits-form';
import { restartPolicies } from './restart-policies';

export interface LimitsFieldsProps {
  readonly limits: ContainerLimits;
  readonly form: LimitsForm;
  readonly issues: readonly LimitIssue[];
  readonly unreadable: readonly FormField[];
  readonly onText: (field: FormField, text: string) => void;
  readonly onRestart: (name: RestartPolicyName) => void;
}

/** The words for an issue, with its bound in the field's unit. */
export function useIssueText(): (issue: LimitIssue) => string {
  const { issues } = useMessages().limits;
  const format = useFormat();
  return ({ code, field, bound = 0 }) =>
    issues[code](field !== 'restart' && isMemory(field) ? format.bytes(bound) : format.number(bound));
}

/** What stands below a field: what the machine has, and the present use. */
function useHints({ context }: ContainerLimits) {
  const { hints, inUse } = useMessages().limits;
  const format = useFormat();
  const join = (...parts: readonly (string | undefined)[]) =>
    parts.filter((part) => part !== undefined).join(' · ') || undefined;
  const { hostCpus, hostMemoryBytes, memoryBytes, pids } = context;
  return {
    ...hints,
    cpus: hostCpus === undefined ? undefined : hints.cpus(format.number(hostCpus)),
    memoryBytes: join(
      hostMemoryBytes === undefined ? undefined : hints.memoryBytes(format.bytes(hostMemoryBytes)),
      memoryBytes === undefined ? undefined : inUse(format.bytes(memoryBytes)),
    ),
    pids: join(hints.pids, pids === undefined ? undefined : inUse(format.number(pids))),
  };
}

const suffixes: Readonly<Partial<Record<FormField, string>>> = {
  memoryBytes: 'MiB',
  reservationBytes: 'MiB',
  memorySwapBytes: 'MiB',
};

/** All limits of a container, as typed. */
export const LimitsFields = (props: LimitsFieldsProps) => {
  const { limits, form, issues, unreadable, onText, onRestart } = props;
  const texts = useMessages().limits;
  const hints = useHints(limits);
  const issueText = useIssueText();
  const errorOf = (field: FormField): string | undefined => {
    if (unreadable.includes(field)) return texts.notANumber;
    const issue = issues.find((each) => each.field === field && each.severity === 'error');
    return issue && issueText(issue);
  };
  const input = (field: FormField) => (
    <Field key={field} label={texts.fields[field]} description={hints[field]} error={errorOf(field)}>
      <TextInput
        value={form.texts[field]}
        onChange={(text) => onText(field, text)}
        disabled={!limits.canUpdate}
        placeholder={field === 'retries' ? '0' : texts.noLimit}
        inputMode={field === 'cpuset' ? 'text' : 'decimal'}
        maxLength={field === 'cpuset' ? 512 : 20}
        className="tabular"
        suffix={suffixes[field]}
      />
    </Field>
  );
  const restartIssue = issues.find(({ field }) => field === 'restart');
  return (
    <div className="grid grid-cols-[repeat(auto-fill,minmax(210px,1fr))] items-start gap-x-4 gap-y-3">
      {[...numberFields, 'cpuset' as const].map(input)}
      <Field label={texts.fields.restart} error={restartIssue && issueText(restartIssue)}>
        <Select
          value={form.restart}
          disabled={!limits.canUpdate}
          onChange={onRestart}
          options={restartPolicies.map((value) => ({ value, label: texts.restartNames[value] }))}
        />
      </Field>
      {form.restart === 'on-failure' ? input('retries') : undefined}
    </div>
  );
};
