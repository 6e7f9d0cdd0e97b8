// The words that lists of leaked passwords are made of, once digits at their ends and letters
// written as digits are taken away. Length makes up for a word: beyond 20 nothing is refused.
const WORDS = new Set(
  `password passwort passw parola sifre sifrem kelime contrasena contrasenya motdepasse senha wachtwoord
  heslo haslo lozinka salasana parole mdp passcode passphrase pass word admin administrator administrador
  root toor user username guest test testing tester demo default changeme change temp temporary welcome
  willkommen bienvenue bienvenido hosgeldin merhaba hello hallo hola hi letmein letme in open opensesame
  sesame login logon signin access enter entry secret secrets private public master monkey dragon shadow
  sunshine princess prince king queen lord god jesus christ allah bismillah muhammad mohamed mohammed
  ahmed ahmad ali mustafa mehmet fatma ayse hasan huseyin ibrahim omar yusuf abdullah istanbul ankara izmir
  turkiye turkey turk galatasaray fenerbahce besiktas trabzon trabzonspor cimbom kartal barcelona realmadrid
  madrid arsenal chelsea liverpool manchester united juventus bayern milan football futbol soccer baseball
  basketball hockey tennis golf lakers yankees cowboys eagles steelers packers raiders redsox superman batman
  spiderman ironman pokemon pikachu naruto minecraft roblox fortnite starwars matrix trustno computer
  internet google facebook instagram twitter youtube tiktok telegram whatsapp snapchat amazon apple samsung
  nokia iphone android windows microsoft linux ubuntu oracle cisco server database mysql postgres network
  iloveyou loveyou iloveu loveme lovely love lover loves ilove askim canim hayatim seni seviyorum habibi
  habibti baby babygirl babyboy angel angels honey sweety sweet sweetie cutie beautiful pretty girl boy
  family mother father mommy daddy mama papa anne baba brother sister friend friends forever freedom
  happy smile summer winter spring autumn monday friday sunday january february march april may june july
  august september october november december flower flowers rose rosebud cookie chocolate cheese banana
  orange cherry apples pepper ginger coffee whisky killer hunter ranger soldier warrior ninja pirate
  samurai wizard knight thunder lightning phoenix falcon eagle tiger lion wolf bear panther jaguar mustang
  ferrari porsche mercedes bmw audi honda toyota corvette camaro harley yamaha suzuki kawasaki maverick
  diamond silver golden gold money dollar bitcoin crypto casino poker lucky winner champion victory
  michael jennifer jessica jordan michelle daniel ashley thomas robert matthew andrew joshua amanda anthony
  william nicole charlie taylor maggie buster george harley samantha alexander alexandra christopher victoria
  natasha sophie oliver martin patrick richard andrea maria marina svetlana sergey dmitry vladimir ivan
  hannah hunter justin jackson tigger bailey snoopy scooter peanut cookie buddy lucky max rocky bella
  asdfgh qwerty qwertz azerty qazwsx zxcvbn abc abcd abcde abcdef aaa xxx blink blahblah whatever nothing
  nopass nopassword notpassword newpassword mypassword yourpassword thepassword passwordpassword secure
  security panel smm smmpanel reseller followers likes notpanel qwe asd zxc qaz wsx edc rfv`
    .split(/\s+/)
    .filter(Boolean),
);

// Rows, columns and orders that fingers run along, forwards and backwards.
const RUNS = [
  '01234567890123456789',
  'abcdefghijklmnopqrstuvwxyz',
  'qwertyuiopasdfghjklzxcvbnm',
  'qwertzuiopasdfghjklyxcvbnm',
  'azertyuiopqsdfghjklmwxcvbn',
  'qwertyuıopğüasdfghjklşizxcvbnmöç',
  'qazwsxedcrfvtgbyhnujmikolp',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p',
  '1q2w3e4r5t6y7u8i9o0p',
  'q1w2e3r4t5y6u7i8o9p0',
  '147258369147258369',
  '159753159753',
  '!@#$%^&*()',
];
const BOTH_WAYS = RUNS.flatMap((run) => [run, Array.from(run).reverse().join('')]);

const LONGEST_CHECKED = 20;
const SHORTEST_RUN = 4;
const SHORTEST_CONTEXT = 4;

const AS_LETTERS: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '8': 'b',
  '@': 'a',
  $: 's',
  '!': 'i',
};

/** Whether a guesser would come to this password within the first thousands. */
export function isGuessable(password: string, context: readonly string[] = []): boolean {
  const text = password.normalize('NFKC').toLowerCase();
  if (new Set(text).size <= 3) return true; // aaaaaaaa, 12121212
  if (text.length > LONGEST_CHECKED) return false;
  if (isRepeated(text) || isMadeOfRuns(text)) return true;
  const own = context
    .flatMap((one) => one.toLowerCase().split(/[^\p{L}\p{N}]+/u))
    .filter((word) => word.length >= SHORTEST_CONTEXT);
  const words = new Set([...WORDS, ...own]);
  return coresOf(text).some((core) => isWords(core, words));
}

// Also a letter or two before digits in a row.
const isRepeated = (text: string): boolean =>
  /^(.{1,5})\1+.?$/u.test(text) || /^\p{L}{1,2}(0?123456\d*|\d{1,3})$/u.test(text);

/** Runs from end to end, `qwer1234` or `abc123xyz` among them. */
function isMadeOfRuns(text: string): boolean {
  let rest = text;
  let runs = 0;
  while (rest.length > 0) {
    const length = longestRun(rest);
    if (length < Math.min(SHORTEST_RUN - 1, rest.length)) return false;
    runs += 1;
    rest = rest.slice(length);
  }
  return runs <= 3;
}

function longestRun(text: string): number {
  for (let length = text.length; length > 0; length -= 1) {
    const head = text.slice(0, length);
    if (BOTH_WAYS.some((run) => run.includes(head))) return length;
  }
  return 0;
}

/** What is left of it without digits and signs at its ends, as it is and read as letters. */
function coresOf(text: string): string[] {
  const letters = Array.from(text, (sign) => AS_LETTERS[sign] ?? sign).join('');
  const bare = (word: string) => word.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '');
  const trimmed = bare(text);
  return [
    trimmed,
    Array.from(trimmed, (sign) => AS_LETTERS[sign] ?? sign).join(''),
    letters.replace(/[^\p{L}]/gu, ''),
    text.replace(/[^\p{L}]/gu, ''),
  ].filter((core) => core.length >= 3);
}

/** One word or two, whatever stands between them. */
function isWords(core: string, words: ReadonlySet<string>): boolean {
  if (words.has(core)) return true;
  for (let at = 2; at < core.length - 1; at += 1) {
    const second = core.slice(at).replace(/^[^\p{L}]+/u, '');
    if (words.has(core.slice(0, at)) && (words.has(second) || second.length <= 1)) return true;
  }
  return false;
}
