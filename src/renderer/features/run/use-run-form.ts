import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useDeferredValue, useEffect, useMemo, useState } from 'react';
import type { RunIssue } from '../../../common/contract/run';
import type { RunSpec } from '../../../common/contract/run-spec';
import { useApi } from '../../lib/query';
import { emptyForm, type FormErrors, fromSpec, type RunForm, toSpec } from './run-form';

/** What the page was opened for: a new container, one like another, or one in another's place. */
export type RunMode = 'new' | 'duplicate' | 'recreate';

export interface RunFormState {
  readonly form: RunForm;
  readonly spec: RunSpec;
  readonly errors: FormErrors;
  readonly change: (part: Partial<RunForm>) => void;
  readonly fill: (spec: RunSpec) => void;
  /** Rises when the form is filled anew. */
  readonly fills: number;
}

/** The form with what it means. */
export function useRunForm(initial: RunSpec | undefined): RunFormState {
  const [form, setForm] = useState<RunForm>(() => (initial ? fromSpec(initial) : emptyForm));
  const [fills, setFills] = useState(0);
  const { spec, errors } = useMemo(() => toSpec(form), [form]);
  return {
    form,
    spec,
    errors,
    change: (part) => setForm((known) => ({ ...known, ...part })),
    fill: (next) => {
      setForm(fromSpec(next));
      setFills((count) => count + 1);
    },
    fills,
  };
}

const pauseMs = 300;

/** A value that follows another one when it has been at rest for a moment. */
function useRested<Value>(value: Value): Value {
  const [rested, setRested] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), pauseMs);
    return () => clearTimeout(timer);
  }, [value]);
  return useDeferredValue(rested);
}

export interface RunChecks {
  readonly issues: readonly RunIssue[];
  readonly isChecking: boolean;
  readonly error: unknown;
}

/** What the engine has to say about a spec, while it is typed. */
export function useChecks(engineId: string, state: RunFormState, replaces: string | undefined): RunChecks {
  const spec = useRested(state.spec);
  const isReadable = Object.keys(state.errors).length === 0;
  const input = { engineId, spec, ...(replaces ? { replaces } : {}) };
  const query = useQuery({
    ...useApi().run.check.queryOptions({ input }),
    enabled: isReadable && spec.image !== '',
    placeholderData: keepPreviousData,
    staleTime: 2000,
  });
  const isCurrent = isReadable && query.data !== undefined;
  return {
    issues: isCurrent ? query.data : [],
    isChecking: isReadable && (query.isFetching || spec !== state.spec),
    error: query.error,
  };
}
