import { describe, expect, it } from 'vitest';
import { emptyNetwork, networkErrors } from '../../../../../src/renderer/features/networks/network-form';
import { planRemoval } from '../../../../../src/renderer/features/networks/network-rules';
import { en } from '../../../../../src/renderer/locales/en';

const known = [
  { name: 'bridge', subnets: [{ subnet: '172.17.0.0/16' }] },
  { name: 'odd', subnets: [{ subnet: 'not a subnet' }] },
];
const { createDialog } = en.networks;
const check = (form: Partial<typeof emptyNetwork>) =>
  networkErrors(en, { ...emptyNetwork, name: 'shop', ...form }, known);

describe('networkErrors', () => {
  it('takes a name alone', () => {
    expect(check({})).toEqual({});
  });

  it.each([
    [{ name: ' ' }, { name: createDialog.nameMissing }],
    [{ name: '-x' }, { name: createDialog.nameInvalid }],
    [{ name: 'bridge' }, { name: createDialog.nameTaken }],
    [{ subnet: '10.0.0.0' }, { subnet: createDialog.subnetInvalid }],
    [{ subnet: '10.0.0.1/8' }, { subnet: createDialog.subnetHost('10.0.0.0/8') }],
    [{ subnet: '172.17.4.0/24' }, { subnet: createDialog.subnetTaken('bridge', '172.17.0.0/16') }],
    [{ subnet: 'fd00::/64' }, { subnet: createDialog.subnetNeedsIpv6 }],
    [{ subnet: 'fd00::/64', ipv6: true }, {}],
    [{ gateway: '10.0.0.1' }, { gateway: createDialog.gatewayAlone }],
    [{ subnet: '10.0.0.0/8', gateway: 'x' }, { gateway: createDialog.gatewayInvalid }],
    [{ subnet: '10.0.0.0/8', gateway: '11.0.0.1' }, { gateway: createDialog.gatewayOutside }],
    [{ subnet: '10.0.0.0/8', gateway: '10.0.0.1' }, {}],
  ])('%j', (form, errors) => {
    expect(check(form)).toEqual(errors);
  });
});

describe('planRemoval', () => {
  it('keeps what is predefined or has running containers, and names who would miss the rest', () => {
    const member = (name: string, running: boolean) => ({ id: name, name, running });
    const preview = (name: string, predefined: boolean, ...usedBy: ReturnType<typeof member>[]) => ({
      id: name,
      name,
      predefined,
      usedBy,
    });
    const plan = planRemoval([
      preview('bridge', true),
      preview('busy', false, member('web', true), member('old', false)),
      preview('idle', false, member('old', false), member('older', false)),
      preview('free', false),
    ]);
    expect(plan.possible.map(({ name }) => name)).toEqual(['idle', 'free']);
    expect(plan.blocked.map(({ name }) => name)).toEqual(['bridge', 'busy']);
    expect(plan.stopped).toEqual(['old', 'older']);
  });
});
