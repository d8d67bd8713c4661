import { Command, Option } from "commander";
import type { CommonOptions } from "./command-context.ts";
import type { ExitCode } from "./exit-code.ts";
import type { FaultsOptions, FaultsSetOptions } from "./faults.ts";
import type { KeysRotateOptions } from "./keys.ts";
import type { MerchantCreateOptions, MerchantSetOptions } from "./merchant.ts";
import type { NotificationListOptions, NotificationResendOptions, NotificationShowOptions } from "./notification.ts";
import type { StartOptions } from "./start.ts";
import { snippetNames } from "./snippets/names.ts";
import { readVersion } from "./version.ts";

type Run<Options> = (options: Options) => Promise<ExitCode>;
type RunOnOne<Options, What = string> = (what: What, options: Options) => Promise<ExitCode>;
type Finish = (code: ExitCode) => void;

/** Every command and option. What a command does is loaded when it runs, so that no command pays for the others. */
export function createProgram(finish: Finish): Command {
  const program = new Command("opencashier")
    .description("The payment-session gateway that people run themselves.")
    .version(readVersion(), "-V, --version")
    .exitOverride()
    // An option after a subcommand is the subcommand's, even where the command above knows it too.
    .enablePositionalOptions()
    .showHelpAfterError("(opencashier --help lists every command)");
  addStart(program, finish);
  addMigrate(program, finish);
  addMerchant(program.command("merchant").description("accounts"), finish);
  addKeys(program.command("keys").description("signing keys and their rotation"), finish);
  addNotification(program.command("notification").description("what merchants are told"), finish);
  addClock(program.command("clock").description("the clock of an embedded gateway's sandbox"), finish);
  addFaults(program.command("faults").description("what shall go wrong in the sandbox"), finish);
  addDoctor(program, finish);
  addConfig(program, finish);
  return program;
}

const common = (command: Command): Command =>
  command
    .option("--json", "print JSON")
    .option("--config <file>", "JSON file with settings")
    .option("--data-dir <folder>", "data folder of this run");

/** With the options given to the commands above, so that `doctor --json verify` is `doctor verify --json`. */
const act =
  <Options extends CommonOptions>(finish: Finish, load: () => Promise<Run<Options>>) =>
  async (_options: Options, command: Command): Promise<void> =>
    finish(await (await load())(command.optsWithGlobals<Options>()));

const actOnOne =
  <Options extends CommonOptions, What = string>(finish: Finish, load: () => Promise<RunOnOne<Options, What>>) =>
  async (what: What, _options: Options, command: Command): Promise<void> =>
    finish(await (await load())(what, command.optsWithGlobals<Options>()));

function addStart(program: Command, finish: Finish): void {
  common(program.command("start"))
    .description("start the gateway")
    .option("--port <port>", "port for HTTP; 0 takes a free one")
    .option("--https-port <port>", "port for HTTPS; 0 takes a free one")
    .option("--host <address>", "address to listen on")
    .option("--mode <mode>", "embedded or production")
    .option("--log-level <level>", "the least important line that is still written")
    .addOption(new Option("--snippet <language>", "program to show at start").choices(snippetNames).default("curl"))
    .action(act<StartOptions>(finish, async () => (await import("./start.ts")).runStart));
}

function addMigrate(program: Command, finish: Finish): void {
  common(program.command("migrate"))
    .description("bring the database up to date")
    .option("--dry-run", "tell what would be done and do nothing")
    .action(act(finish, async () => (await import("./migrate.ts")).runMigrate));
}

const settingOptions = (command: Command): Command =>
  command
    .option("--region <code>", "country of the contracting entity, e.g. SG")
    .option("--products <list>", "CASHIER_PAYMENT, GAGW, APO")
    .option("--payment-methods <list>", "payment method types, or any")
    .option("--currencies <list>", "currencies that may be charged, or any")
    .option("--settlement-currencies <list>", "currencies contracted for settlement, or none")
    .option("--card-brands <list>", "card brands, or any")
    .option("--redirect-hosts <list>", "hosts allowed in paymentRedirectUrl, or any")
    .option(
      "--page-origins <list>",
      "origins of pages that may embed the checkout, or any: every page for a sandbox account, none for a live one",
    )
    .option("--notify-url <url>", "where notifications go when a request names nothing, or none");

function addMerchant(merchant: Command, finish: Finish): void {
  const load = () => import("./merchant.ts");
  settingOptions(common(merchant.command("create")))
    .description("open an account; without --public-key its keys are made and written to a file")
    .requiredOption("--name <text>", "name of the business")
    .option("--client-id <id>", "client id; made up unless given")
    .option("--sandbox", "an account of the sandbox: its client id begins with SANDBOX_")
    .option("--public-key <file>", "the merchant's public key, PEM or base64")
    .action(act<MerchantCreateOptions>(finish, async () => (await load()).runMerchantCreate));
  common(merchant.command("list"))
    .description("all accounts")
    .action(act(finish, async () => (await load()).runMerchantList));
  common(merchant.command("suspend <client-id>"))
    .description("refuse everything the merchant asks, with ACCESS_DENIED")
    .action(actOnOne(finish, async () => (await load()).runMerchantSuspend));
  common(merchant.command("resume <client-id>"))
    .description("answer a suspended merchant again")
    .action(actOnOne(finish, async () => (await load()).runMerchantResume));
  settingOptions(common(merchant.command("set <client-id>")))
    .description("change settings of an account")
    .option("--name <text>", "name of the business")
    .action(actOnOne<MerchantSetOptions>(finish, async () => (await load()).runMerchantSet));
}

function addKeys(keys: Command, finish: Finish): void {
  const load = () => import("./keys.ts");
  const owner = (command: Command): Command =>
    common(command)
      .option("--merchant <client-id>", "keys that a merchant signs with")
      .option("--gateway", "keys that the gateway signs with");
  owner(keys.command("list"))
    .description("versions of a merchant's or the gateway's key")
    .action(act(finish, async () => (await load()).runKeysList));
  owner(keys.command("rotate"))
    .description("add the next version")
    .option("--public-key <file>", "the merchant's next public key; without it a pair is made and written to a file")
    .option("--overlap <duration>", "how long the merchant's key before stays good, e.g. 24h (7d unless told)")
    .option("--replaces <version>", "which key ends at once, while a merchant has two")
    .action(act<KeysRotateOptions>(finish, async () => (await load()).runKeysRotate));
}

function addNotification(notification: Command, finish: Finish): void {
  const load = () => import("./notification.ts");
  const ofMerchant = (command: Command): Command =>
    common(command).requiredOption("--merchant <client-id>", "the merchant that is told");
  ofMerchant(notification.command("list"))
    .description("newest first")
    .option("--payment <id>", "those of one payment, in their order")
    .option("--count <number>", "how many (50 unless told)")
    .action(act<NotificationListOptions>(finish, async () => (await load()).runNotificationList));
  ofMerchant(notification.command("show <id>"))
    .description("its body and every try, with what was answered")
    .action(actOnOne<NotificationShowOptions>(finish, async () => (await load()).runNotificationShow));
  ofMerchant(notification.command("resend [id]"))
    .description("send one again, or with --since all that were not acknowledged")
    .option("--since <time>", "a duration such as 24h, or an ISO 8601 time")
    .action(
      actOnOne<NotificationResendOptions, string | undefined>(finish, async () => (await load()).runNotificationResend),
    );
}

function addClock(clock: Command, finish: Finish): void {
  const load = () => import("./clock.ts");
  common(clock.command("show"))
    .description("where it stands")
    .action(act(finish, async () => (await load()).runClockShow));
  common(clock.command("advance <duration>"))
    .description("move it ahead, e.g. 1h: what is due by then happens")
    .action(actOnOne(finish, async () => (await load()).runClockAdvance));
  common(clock.command("reset"))
    .description("back to real time")
    .action(act(finish, async () => (await load()).runClockReset));
}

function addFaults(faults: Command, finish: Finish): void {
  const load = () => import("./faults.ts");
  const ofMerchant = (command: Command): Command =>
    common(command).requiredOption("--merchant <client-id>", "the sandbox account it strikes");
  ofMerchant(faults.command("show"))
    .description("the plan, its seed, and how many operations it has met")
    .action(act<FaultsOptions>(finish, async () => (await load()).runFaultsShow));
  ofMerchant(faults.command("set <file>"))
    .description("follow this plan, JSON, from the next operation on; - reads it from stdin")
    .option("--seed <number>", "repeats an earlier run; made up and told unless given")
    .action(actOnOne<FaultsSetOptions>(finish, async () => (await load()).runFaultsSet));
  ofMerchant(faults.command("clear"))
    .description("nothing goes wrong any more")
    .action(act<FaultsOptions>(finish, async () => (await load()).runFaultsClear));
}

function addDoctor(program: Command, finish: Finish): void {
  const doctor = common(program.command("doctor"))
    .description("look at everything a gateway needs, and tell what to repair")
    .action(act(finish, async () => (await import("./doctor/doctor.ts")).runDoctor));
  common(doctor.command("verify <file>"))
    .description("tell why a recorded request does not verify; - reads it from stdin")
    .action(actOnOne(finish, async () => (await import("./doctor/verify.ts")).runDoctorVerify));
}

function addConfig(program: Command, finish: Finish): void {
  common(program.command("config").description("settings").command("print"))
    .description("every setting, its value and where it comes from; secrets are hidden")
    .action(act(finish, async () => (await import("./config-print.ts")).runConfigPrint));
}
