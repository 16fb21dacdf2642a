"""A CronJob for Kubernetes, with a volume for what must outlive its pod."""

from __future__ import annotations

from okrsheets.scheduling.plan import Schedule, refuse_outside, utc_days, utc_time, when_words
from okrsheets.scheduling.quoting import quoted

__all__ = ["kubernetes_text"]

_HOME = "/okrs"


def kubernetes_text(schedule: Schedule) -> str:
    """The volume and the CronJob."""
    refuse_outside(schedule)
    name, here = quoted(schedule.name), schedule.zone is not None
    at = schedule.at if here else utc_time(schedule)
    days = ("1-5" if schedule.weekdays else "*") if here else utc_days(schedule)
    zone = schedule.zone or "Etc/UTC"
    return f"""\
# {schedule.name}: {when_words(schedule)}.
# kubectl apply -f {schedule.name}.yaml, then copy the folder of the config into the volume; try it with
#   kubectl create job --from=cronjob/{schedule.name} {schedule.name}-now
# The image is yours to build, from a Dockerfile such as
#   FROM python:3.12-slim
#   RUN pip install okrsheets=={schedule.version} tzdata && useradd --uid 10001 okrsheets
#   USER 10001
# One volume holds config, workbooks, reports and what okrsheets remembers (history, what it wrote last,
# which mails went out and that you agreed to them). Lost, it mails nobody until you agree anew: keep it on a
# disk that one machine mounts, not on a share.
apiVersion: v1
kind: PersistentVolumeClaim
metadata:
  name: {name}
spec:
  accessModes: [ReadWriteOnce]
  resources:
    requests:
      storage: 1Gi
---
apiVersion: batch/v1
kind: CronJob
metadata:
  name: {name}
spec:
  schedule: {quoted(f"{at.minute} {at.hour} * * {days}")}
  timeZone: {quoted(zone)}
  # one at a time; a run that could not start is made up for within six hours
  concurrencyPolicy: Forbid
  startingDeadlineSeconds: 21600
  successfulJobsHistoryLimit: 3
  failedJobsHistoryLimit: 7
  jobTemplate:
    spec:
      # the next night puts right what this one could not do
      backoffLimit: 0
      activeDeadlineSeconds: 3600
      template:
        spec:
          restartPolicy: Never
          securityContext:
            runAsNonRoot: true
            runAsUser: 10001
            fsGroup: 10001
          containers:
            - name: okrsheets
              image: "registry.example/okrsheets:{schedule.version}"
              command: [okrsheets, sync, -q, --config, {quoted(f"{_HOME}/{schedule.config_here}")}]
              workingDir: {_HOME}
              env:
                - name: TZ
                  value: {quoted(zone)}
                # each pod has another name, and mails go out from the host on which you agreed to them; once:
                #   OKRSHEETS_HOST=(as below) okrsheets mail enable
                - name: OKRSHEETS_HOST
                  value: {name}
              # OKRSHEETS_GOOGLE_CREDENTIALS, OKRSHEETS_MAIL_PASSWORD, OKRSHEETS_PING_URL
              envFrom:
                - secretRef:
                    name: {quoted(f"{schedule.name}-secrets")}
                    optional: true
              securityContext:
                allowPrivilegeEscalation: false
                readOnlyRootFilesystem: true
                capabilities:
                  drop: [ALL]
              volumeMounts:
                - name: okrs
                  mountPath: {_HOME}
                - name: tmp
                  mountPath: /tmp
          volumes:
            - name: okrs
              persistentVolumeClaim:
                claimName: {name}
            - name: tmp
              emptyDir: {{}}
"""
