from flask import Blueprint

room = Blueprint("handover", __name__, url_prefix="/hand-over", template_folder="templates")
