"""A workflow for GitHub Actions, with a state that outlives its machine."""

from __future__ import annotations

from okrsheets.scheduling.plan import Schedule, refuse_outside, utc_days, utc_time, when_words
from okrsheets.scheduling.quoting import quoted

__all__ = ["github_text"]

# Our workflow's own words, in which nothing of the user stands: that is in its environment.
_STEPS = """\
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-python@v5
        with:
          python-version: "3.12"
      - name: Install okrsheets
        run: python -m pip install "$PACKAGE"
      # The machine is thrown away after each run. What okrsheets remembers (history, what it wrote last,
      # which mails went out) is kept in a branch of its own, as one commit without a past, so that it does
      # not grow. Everybody who can read the repository can read it.
      - name: Fetch what the last run remembered
        id: state
        run: |
          mkdir -p "$STATE"
          code=0
          git ls-remote --exit-code --heads origin "$STATE_BRANCH" > /dev/null || code=$?
          case "$code" in
            0) git fetch --quiet --depth 1 origin "$STATE_BRANCH"
               git archive FETCH_HEAD | tar -x -C "$STATE" ;;
            2) echo "the first run: nothing is remembered yet" ;;
            *) exit "$code" ;;
          esac
      - name: Sync
        run: okrsheets sync -q --config "$CONFIG"
      # Only for workbooks that are kept in this repository; Google Sheets have been written already.
      - name: Keep what was written into workbooks
        if: ${{ always() && steps.state.outcome == 'success' }}
        run: |
          git add --all -- . ":(exclude,top,literal)$STATE" ":(exclude,top,literal)$REPORTS"
          if ! git diff --cached --quiet; then
            git commit --quiet -m "okrsheets: progress and warnings"
            git push --quiet origin HEAD
          fi
      - name: Keep what is to be remembered
        if: ${{ always() && steps.state.outcome == 'success' }}
        run: |
          test -f "$STATE/state.db" || exit 0
          export GIT_DIR="$GITHUB_WORKSPACE/.git" GIT_INDEX_FILE="$RUNNER_TEMP/okrsheets-index"
          rm -f "$GIT_INDEX_FILE"
          cd "$STATE"
          GIT_WORK_TREE=. git add --force --all -- . ":(exclude)backups" ":(exclude)sync.lock"
          tree=$(git write-tree)
          commit=$(git commit-tree "$tree" -m "What okrsheets remembers")
          git push --quiet --force origin "$commit:refs/heads/$STATE_BRANCH"
      - uses: actions/upload-artifact@v4
        if: ${{ always() }}
        with:
          name: okrsheets-report
          path: ${{ env.REPORTS }}
          if-no-files-found: ignore
"""


def github_text(schedule: Schedule) -> str:
    """The workflow; its times are UTC."""
    refuse_outside(schedule)
    at = utc_time(schedule)
    zone = f"\n      TZ: {quoted(schedule.zone)}" if schedule.zone else ""
    return f"""\
# {schedule.name}: {when_words(schedule)}.
# Save it as .github/workflows/{schedule.name}.yml on the default branch; schedules of others do not count.
# GitHub starts it at that time in UTC, so an hour off in the other half of the year, and often ten minutes
# to an hour and a half late; after 60 days without activity in the repository it stops: a ping_url tells you.
name: {quoted(schedule.name)}
on:
  schedule:
    - cron: {quoted(f"{at.minute} {at.hour} * * {utc_days(schedule)}")}
  workflow_dispatch:
permissions:
  contents: write
# a run waits for the one before: two at a time would send mails twice
concurrency:
  group: {quoted(schedule.name)}
  cancel-in-progress: false
jobs:
  sync:
    runs-on: ubuntu-latest
    timeout-minutes: 30
    env:{zone}
      # what pip installs: this, or the address of your own copy
      PACKAGE: {quoted(f"okrsheets=={schedule.version}")}
      CONFIG: {_value(schedule.config_here)}
      STATE: {_value(schedule.state_here)}
      REPORTS: {_value(schedule.reports_here)}
      GIT_AUTHOR_NAME: okrsheets
      GIT_AUTHOR_EMAIL: okrsheets@localhost
      GIT_COMMITTER_NAME: okrsheets
      GIT_COMMITTER_EMAIL: okrsheets@localhost
      STATE_BRANCH: {quoted(f"{schedule.name}-state")}
      # each run is on another host, and mails go out from the one on which you agreed to them: with this in
      # the environment run okrsheets mail enable, once
      OKRSHEETS_HOST: {quoted(schedule.name)}
      # those of these secrets that are not set are empty, and do not count
      OKRSHEETS_GOOGLE_CREDENTIALS: ${{{{ secrets.OKRSHEETS_GOOGLE_CREDENTIALS }}}}
      OKRSHEETS_MAIL_PASSWORD: ${{{{ secrets.OKRSHEETS_MAIL_PASSWORD }}}}
      OKRSHEETS_PING_URL: ${{{{ secrets.OKRSHEETS_PING_URL }}}}
{_STEPS}"""


def _value(text: str) -> str:
    """A text in which GitHub finds no expression of its own."""
    return quoted(text.replace("${{", "${{ '${{' }}"))
