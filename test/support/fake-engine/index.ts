export { createDataset, type DatasetOptions } from './dataset';
export { type FakeEngine, type FakeEngineOptions, startFakeEngine } from './fake-engine';
export type { Fault, FaultMatcher } from './faults';
export { hostileLabels, hostileNames, hostileStrings } from './hostile';
export type {
  FakeContainer,
  FakeEvent,
  FakeImage,
  FakeMount,
  FakeNetwork,
  FakeState,
  FakeVolume,
} from './types';
