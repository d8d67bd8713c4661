export { type Job, type JobRunner, startJobs } from "./job-runner.ts";
