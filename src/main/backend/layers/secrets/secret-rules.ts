import { entropyOf } from './entropy';

/** A rule that made a file suspicious. */
export interface Finding {
  readonly rule: string;
  readonly by: 'name' | 'content';
  /** The place in the content, with the secret blacked out. */
  readonly excerpt?: string | undefined;
}

interface NameRule {
  readonly rule: string;
  readonly pattern: RegExp;
  readonly except?: RegExp;
}

/** Held against the path without a leading slash. */
const nameRules: readonly NameRule[] = [
  { rule: 'ssh_private_key_file', pattern: /(?:^|\/)id_(?:rsa|dsa|ecdsa|ed25519)(?:_sk)?$/ },
  { rule: 'key_store_file', pattern: /\.(?:p12|pfx|jks|keystore|ppk|kdbx)$/i },
  { rule: 'private_key_file', pattern: /(?:^|[/._-])(?:private|server|client|tls|ssl)[^/]*\.key$/i },
  {
    rule: 'dotenv_file',
    pattern: /(?:^|\/)\.env(?:\.[^/]+)?$/,
    except: /\.(?:example|sample|template|dist|defaults?)$/,
  },
  { rule: 'aws_credentials_file', pattern: /(?:^|\/)\.aws\/credentials$/ },
  {
    rule: 'docker_credentials_file',
    pattern: /(?:^|\/)(?:\.docker\/config\.json|\.dockercfg|\.dockerconfigjson)$/,
  },
  { rule: 'kube_config_file', pattern: /(?:^|\/)(?:\.kube\/config|kubeconfig(?:\.ya?ml)?)$/ },
  { rule: 'gcloud_credentials_file', pattern: /(?:^|\/)application_default_credentials\.json$/ },
  { rule: 'git_credentials_file', pattern: /(?:^|\/)\.git-credentials$/ },
  { rule: 'netrc_file', pattern: /(?:^|\/)[._]netrc$/ },
  { rule: 'npm_credentials_file', pattern: /(?:^|\/)\.npmrc$/ },
  { rule: 'pypi_credentials_file', pattern: /(?:^|\/)\.pypirc$/ },
  { rule: 'pgpass_file', pattern: /(?:^|\/)\.pgpass$/ },
  { rule: 'shell_history_file', pattern: /(?:^|\/)\.(?:bash|zsh|ash|psql|mysql|python)_history$/ },
  { rule: 'terraform_state_file', pattern: /\.tfstate(?:\.backup)?$/ },
];

interface ContentRule {
  readonly rule: string;
  /** The first group, or all of it, is the secret. */
  readonly pattern: RegExp;
  /** The secret must be as random as that, in bits per character. */
  readonly minEntropy?: number;
}

/** Forms of keys and tokens as their makers publish them; the last two go by the look of an assignment. */
const contentRules: readonly ContentRule[] = [
  {
    rule: 'private_key',
    pattern:
      /-----BEGIN (?:(?:RSA|DSA|EC|OPENSSH|ENCRYPTED|PGP) )?PRIVATE KEY(?: BLOCK)?-----\s*([A-Za-z0-9+/=:,\- \r\n]{40})/,
  },
  { rule: 'aws_access_key', pattern: /\b((?:AKIA|ASIA)[0-9A-Z]{16})\b/, minEntropy: 2.5 },
  { rule: 'github_token', pattern: /\b(gh[pousr]_[A-Za-z0-9]{36,251}|github_pat_[A-Za-z0-9_]{60,251})\b/ },
  { rule: 'gitlab_token', pattern: /\b(gl(?:pat|dt|rt|ptt|cbt)-[A-Za-z0-9_-]{20,})/ },
  { rule: 'slack_token', pattern: /\b(xox[abeprs]-[A-Za-z0-9-]{20,})/ },
  { rule: 'google_api_key', pattern: /\b(AIza[0-9A-Za-z_-]{35})/ },
  { rule: 'google_service_account', pattern: /"private_key_id"\s*:\s*"([0-9a-f]{40})"/ },
  { rule: 'stripe_key', pattern: /\b([rs]k_live_[0-9A-Za-z]{20,})/ },
  { rule: 'npm_token', pattern: /\b(npm_[A-Za-z0-9]{36})\b|:_authToken\s*=\s*([^\s$]{20,})/ },
  { rule: 'docker_auth', pattern: /"auth"\s*:\s*"([A-Za-z0-9+/]{12,}={0,2})"/ },
  { rule: 'json_web_token', pattern: /\b(eyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,})/ },
  {
    rule: 'url_with_password',
    pattern: /\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s:/@'"]{1,64}:([^\s@/'"$<{]{6,128})@/i,
  },
  {
    rule: 'assigned_secret',
    pattern:
      /(?:secret|token|passw(?:or)?d|api[_-]?key|access[_-]?key|private[_-]?key|credential)[A-Za-z0-9_.-]{0,30}["']?\s{0,3}(?:=|:)\s{0,3}["']?([A-Za-z0-9+/_=.~-]{16,256})/i,
    minEntropy: 3.5,
  },
];

/** What the path alone says. */
export function findByName(path: string): readonly Finding[] {
  return nameRules
    .filter(({ pattern, except }) => pattern.test(path) && !except?.test(path))
    .map(({ rule }) => ({ rule, by: 'name' }));
}

/** Longest text that is looked through. */
export const maxSecretFileBytes = 256 * 1024;
/** Lines longer than that are data, not configuration. */
const maxLineLength = 20_000;

/** What a text says; nothing for binary content. Secrets themselves are in no finding. */
export function findByContent(content: Uint8Array): readonly Finding[] {
  const bytes = Buffer.from(content.buffer, content.byteOffset, Math.min(content.length, maxSecretFileBytes));
  if (bytes.subarray(0, 8192).includes(0)) return [];
  const text = bytes.toString('utf8');
  return contentRules.flatMap((rule) => findOne(rule, text) ?? []);
}

function findOne({ rule, pattern, minEntropy = 0 }: ContentRule, text: string): Finding | undefined {
  const all = new RegExp(pattern.source, `${pattern.flags}g`);
  for (const match of text.matchAll(all)) {
    const secret = match.slice(1).find((group) => group !== undefined) ?? match[0];
    if (entropyOf(secret) < minEntropy || isPlaceholder(secret)) continue;
    return { rule, by: 'content', excerpt: excerptOf(text, match.index + match[0].indexOf(secret), secret) };
  }
  return undefined;
}

function isPlaceholder(secret: string): boolean {
  return /example|changeme|placeholder|your[_-]|xxxx|\.\.\.|^[a-z]+(?:[._-][a-z]+)*$/i.test(secret);
}

/** The line up to the secret and the secret's first characters. */
function excerptOf(text: string, at: number, secret: string): string {
  const lineStart = Math.max(text.lastIndexOf('\n', at - 1) + 1, at - 80);
  const start = text.slice(lineStart, at).replace(/[^\x20-\x7e]/g, ' ');
  const shown = secret.slice(0, Math.min(4, Math.floor(secret.length / 4)));
  return at - lineStart > maxLineLength ? `${shown}…` : `${start}${shown}…`;
}
