import type { ImageConfig, ImageRuntime } from '../../../../common/oci/image-config';

/** One field that is not the same; empty where it is not set. */
export interface ConfigChange {
  readonly field: string;
  readonly first: string;
  readonly second: string;
}

/** What is not the same in two images' configurations: variables and labels one by one, the rest as a whole. */
export function compareConfigs(first: ImageConfig, second: ImageConfig): readonly ConfigChange[] {
  const [a, b] = [flatten(first), flatten(second)];
  const fields = [...new Set([...a.keys(), ...b.keys()])];
  return fields
    .map((field) => ({ field, first: a.get(field) ?? '', second: b.get(field) ?? '' }))
    .filter((change) => change.first !== change.second);
}

function flatten(config: ImageConfig): ReadonlyMap<string, string> {
  const fields = new Map<string, string>([
    ['platform', [config.os, config.architecture, config.variant].filter(Boolean).join('/')],
    ['author', config.author ?? ''],
  ]);
  addRuntime(fields, config.runtime);
  return fields;
}

function addRuntime(fields: Map<string, string>, runtime: ImageRuntime): void {
  const { env, labels, workingDir, user, stopSignal } = runtime;
  for (const name of ['entrypoint', 'cmd', 'exposedPorts', 'volumes', 'healthcheck'] as const) {
    if (runtime[name].length > 0) fields.set(name, JSON.stringify(runtime[name]));
  }
  fields.set('workingDir', workingDir ?? '');
  fields.set('user', user ?? '');
  fields.set('stopSignal', stopSignal ?? '');
  for (const variable of env) {
    const equals = variable.indexOf('=');
    fields.set(`env ${variable.slice(0, equals < 0 ? undefined : equals)}`, variable.slice(equals + 1));
  }
  for (const [key, value] of Object.entries(labels)) fields.set(`label ${key}`, value);
}
