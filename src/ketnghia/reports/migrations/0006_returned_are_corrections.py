"""Reports returned before corrections were told apart had come back to be corrected all the same.

Then nothing but a return brought a report back that had been sent: one on its way out again came back too.
"""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("reports", "0005_take_over")]

    operations = [
        migrations.RunSQL(
            """
            UPDATE reports_report SET is_correction = true
            WHERE state IN ('RETURNED', 'DRAFT', 'PENDING_APPROVAL') AND current_revision_id IS NOT NULL
              AND NOT EXISTS (
                  SELECT FROM reports_transition
                  WHERE report_id = reports_report.id AND action = 'RECALL'
              )
            """,
            migrations.RunSQL.noop,
        ),
    ]
