export {
  type ContainerRequest,
  createContainer,
  type EngineAnswer,
  type EngineApi,
  type EngineCall,
  engineApi,
  refuseSystemSocket,
  runContainer,
} from './engine-api';
export { type EngineEntry, engineMatrix, machineDocker } from './engine-matrix';
export { type ImageName, importBusyboxImage, importEmptyImage, tagImage } from './images';
export { type EngineOptions, type IsolatedEngine, startIsolatedEngine } from './isolated-engine';
export { startPodman } from './podman-engine';
export { type RegistryOptions, startRegistry, type TestRegistry } from './registry';
export { runId, testLabels } from './run-id';
export { describeEngine, describeEngines, withEngine } from './with-engine';
