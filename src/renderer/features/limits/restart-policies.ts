import type { RestartPolicyName } from '../../../common/contract/limits';

/** In the order in which they are offered. */
export const restartPolicies: readonly RestartPolicyName[] = ['no', 'on-failure', 'always', 'unless-stopped'];
