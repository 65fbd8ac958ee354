const least = [20, 19];

/**
 * Written for any Node that knows modules.
 * @param {string} version as in process.versions.node
 * @returns {string | undefined} what to tell the user, or undefined when it is new enough
 */
export function nodeVersionProblem(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [leastMajor = 0, leastMinor = 0] = least;
  if (major > leastMajor || (major === leastMajor && minor >= leastMinor)) return undefined;
  return `Estiba needs Node ${least.join('.')} or newer; this is Node ${version}`;
}
