import type { ComposeOrigin, Labels } from '../../../../common/contract/shared';

/**
 * Where Compose put an object. Docker Compose and podman-compose both set `com.docker.compose.*`; older
 * podman-compose sets only its own project label.
 */
export function composeOrigin(labels: Labels): ComposeOrigin | undefined {
  const project = labels['com.docker.compose.project'] || labels['io.podman.compose.project'];
  if (!project) return undefined;
  const service = labels['com.docker.compose.service'];
  const number = Number.parseInt(labels['com.docker.compose.container-number'] ?? '', 10);
  const workingDir = labels['com.docker.compose.project.working_dir'];
  const configFiles = labels['com.docker.compose.project.config_files'];
  return {
    project,
    ...(service ? { service } : {}),
    ...(Number.isSafeInteger(number) ? { number } : {}),
    ...(workingDir ? { workingDir } : {}),
    ...(configFiles ? { configFiles: configFiles.split(',') } : {}),
  };
}
