import type { Capabilities } from '../../../common/contract/engines';

/** What decides about a capability. */
export interface EngineTraits {
  readonly product: 'docker' | 'podman' | 'other';
  /** The engine's own, `26.1.5` or `5.4.2`. */
  readonly version: string;
  /** The version spoken, `1.41`. */
  readonly apiVersion: string;
  readonly osType: string;
  readonly cgroupVersion: '1' | '2' | undefined;
  readonly rootless: boolean;
  readonly containerdStore: boolean;
}

interface Requirement {
  /** Absent: every product. */
  readonly products?: readonly EngineTraits['product'][];
  /** Lowest API version. */
  readonly api?: string;
  readonly when?: (traits: EngineTraits) => boolean;
}

/**
 * What an engine must be to do something. The differences between engines live here and in the error table, not in
 * conditions spread over the code. Sources: moby's API changelog; Podman 4.3 and 5.4 as measured.
 */
const requirements: Readonly<Record<keyof Capabilities, Requirement>> = {
  // Podman has no POST /session, and Docker for Windows containers no BuildKit.
  buildKit: { products: ['docker'], api: '1.39', when: (traits) => traits.osType === 'linux' },
  // Podman 4 answers 404; 5.4 updates, as measured. What lies between was not to be had.
  containerUpdate: {
    products: ['docker', 'podman'],
    when: ({ product, version }) => product === 'docker' || compareVersions(version, '5.4') >= 0,
  },
  // Podman 5.4 looks at the quota only, and resets a restart policy that is not sent back.
  partialUpdate: { products: ['docker'] },
  imageSharedSize: { products: ['docker'], api: '1.42' },
  diskUsageByType: { products: ['docker'], api: '1.42' },
  importReference: { products: ['docker'] },
  imageManifests: { products: ['docker'], api: '1.47' },
  containerdImageStore: { products: ['docker'], when: (traits) => traits.containerdStore },
  // Podman tells of containers and networks made, not of who joins them.
  networkEvents: { products: ['docker'] },
  pause: {
    when: (traits) => !(traits.rootless && traits.cgroupVersion === '1') && traits.osType === 'linux',
  },
};

export function capabilitiesOf(traits: EngineTraits): Capabilities {
  const has = (name: keyof Capabilities): boolean => {
    const { products, api, when } = requirements[name];
    if (products && !products.includes(traits.product)) return false;
    if (api && compareVersions(traits.apiVersion, api) < 0) return false;
    return when?.(traits) ?? true;
  };
  return {
    buildKit: has('buildKit'),
    containerUpdate: has('containerUpdate'),
    partialUpdate: has('partialUpdate'),
    imageSharedSize: has('imageSharedSize'),
    diskUsageByType: has('diskUsageByType'),
    importReference: has('importReference'),
    imageManifests: has('imageManifests'),
    containerdImageStore: has('containerdImageStore'),
    networkEvents: has('networkEvents'),
    pause: has('pause'),
  };
}

/** Negative when `first` is the older one. Parts are numbers: 1.9 is older than 1.10. */
export function compareVersions(first: string, second: string): number {
  const [a, b] = [first, second].map((version) =>
    version.split('.').map((part) => Number.parseInt(part, 10) || 0),
  );
  for (let index = 0; index < Math.max(a?.length ?? 0, b?.length ?? 0); index++) {
    const difference = (a?.[index] ?? 0) - (b?.[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
