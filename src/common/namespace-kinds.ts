/** The kinds of namespaces(7), in the order in which they are shown; the names of the files in /proc/<pid>/ns. */
export const namespaceKinds = ['mnt', 'pid', 'net', 'ipc', 'uts', 'user', 'cgroup', 'time'] as const;
